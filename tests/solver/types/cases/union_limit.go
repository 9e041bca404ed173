// errorcheck

package p

type (
	t0 struct{ f0 int }
	t1 struct{ f1 int }
	t2 struct{ f2 int }
	t3 struct{ f3 int }
	t4 struct{ f4 int }
	t5 struct{ f5 int }
	t6 struct{ f6 int }
	t7 struct{ f7 int }
	t8 struct{ f8 int }
	t9 struct{ f9 int }
	t10 struct{ f10 int }
	t11 struct{ f11 int }
	t12 struct{ f12 int }
	t13 struct{ f13 int }
	t14 struct{ f14 int }
	t15 struct{ f15 int }
	t16 struct{ f16 int }
	t17 struct{ f17 int }
	t18 struct{ f18 int }
	t19 struct{ f19 int }
	t20 struct{ f20 int }
	t21 struct{ f21 int }
	t22 struct{ f22 int }
	t23 struct{ f23 int }
	t24 struct{ f24 int }
	t25 struct{ f25 int }
	t26 struct{ f26 int }
	t27 struct{ f27 int }
	t28 struct{ f28 int }
	t29 struct{ f29 int }
	t30 struct{ f30 int }
	t31 struct{ f31 int }
	t32 struct{ f32 int }
	t33 struct{ f33 int }
	t34 struct{ f34 int }
	t35 struct{ f35 int }
	t36 struct{ f36 int }
	t37 struct{ f37 int }
	t38 struct{ f38 int }
	t39 struct{ f39 int }
	t40 struct{ f40 int }
	t41 struct{ f41 int }
	t42 struct{ f42 int }
	t43 struct{ f43 int }
	t44 struct{ f44 int }
	t45 struct{ f45 int }
	t46 struct{ f46 int }
	t47 struct{ f47 int }
	t48 struct{ f48 int }
	t49 struct{ f49 int }
	t50 struct{ f50 int }
	t51 struct{ f51 int }
	t52 struct{ f52 int }
	t53 struct{ f53 int }
	t54 struct{ f54 int }
	t55 struct{ f55 int }
	t56 struct{ f56 int }
	t57 struct{ f57 int }
	t58 struct{ f58 int }
	t59 struct{ f59 int }
	t60 struct{ f60 int }
)

type first interface{ t0 | t1 | t2 | t3 | t4 | t5 | t6 | t7 | t8 | t9 | t10 | t11 | t12 | t13 | t14 | t15 | t16 | t17 | t18 | t19 | t20 | t21 | t22 | t23 | t24 | t25 | t26 | t27 | t28 | t29 | t30 | t31 | t32 | t33 | t34 | t35 | t36 | t37 | t38 | t39 | t40 | t41 | t42 | t43 | t44 | t45 | t46 | t47 | t48 | t49 | t50 | t51 | t52 | t53 | t54 | t55 | t56 | t57 | t58 | t59 | t60 }
type second interface{ *t0 | *t1 | *t2 | *t3 | *t4 | *t5 | *t6 | *t7 | *t8 | *t9 | *t10 | *t11 | *t12 | *t13 | *t14 | *t15 | *t16 | *t17 | *t18 | *t19 | *t20 | *t21 | *t22 | *t23 | *t24 | *t25 | *t26 | *t27 | *t28 | *t29 | *t30 | *t31 | *t32 | *t33 | *t34 | *t35 | *t36 | *t37 | *t38 | *t39 }
type same interface{ first | first }
type both interface{ first | second } // ERROR `cannot handle more than 100 union terms \(implementation limitation\)`
