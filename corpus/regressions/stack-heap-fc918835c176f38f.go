// errorcheck -0 -m

package p

func f(any, any) {} // ERROR "^can inline f$"

func g(p any) { // ERROR "^can inline g$" "^leaking param: p$"
	f(func() any { // ERROR "^can inline g\.func1$" "^inlining call to f$"
	L:
		_ = p
		goto L
	}(), new(p)) // ERROR "^inlining call to g\.func1$" "^moved to heap: \.autotmp_1$"
}
