// errorcheck -0 -m

package p

func f(any, any) {} // ERROR "^can inline f$"

func init() {
	defer f(func() any { // ERROR "^can inline init\.0\.func1$" "^can inline init\.0\.deferwrap1$" "^inlining call to f$"
		func() {}() // ERROR "^can inline init\.0\.func1\.1$" "^inlining call to init\.0\.func1\.1$" "^can inline init\.0\.init\.0\.func1\.func3$"
		return nil
	}(), new(func() any { // ERROR "^can inline init\.0\.func2$" "^inlining call to init\.0\.func1$" "^inlining call to init\.0\.init\.0\.func1\.func3$"
		func() {}() // ERROR "^can inline init\.0\.func2\.1$" "^inlining call to init\.0\.func2\.1$" "^can inline init\.0\.init\.0\.func2\.func4$"
		return nil
	}())) // ERROR "^inlining call to init\.0\.func2$" "^inlining call to init\.0\.init\.0\.func2\.func4$"
}
