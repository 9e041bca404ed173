package p

func f(i interface{}) *int { switch v := i.(type) { case *int: return v; case **int: return *v }; return nil }
func g(i interface{}) []int { switch v := i.(type) { case []int: return v }; return nil }
func h(i interface{}) *int { v, _ := i.(*int); return v }
func k(i interface{}) int { return i.(int) }
func l(i interface{}) interface{ M() } { return i.(interface{ M() }) }
