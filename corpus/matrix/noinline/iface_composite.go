package p

type T struct{ a, b int }
var sink interface{}
func f() { sink = T{1, 2} }
func g(i int) { sink = T{i, 2} }
func h() { t := T{1, 2}; sink = t }
