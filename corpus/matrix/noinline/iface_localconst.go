package p

var sink interface{}
func f() { x := 1000; sink = x }
func g() { const x = 1000; sink = x }
func h() { s := "abc"; sink = s }
func k(b bool) { x := 1000; if b { x = 2 }; sink = x }
