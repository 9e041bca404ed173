package p

var sink interface{}
func f(x int) { sink = x }
func h(p *int) { sink = p }
func k(s []int) { sink = s }
func l(s string) { sink = s }
func m() { sink = 5 }
func n() { x := 5; sink = x }
func o() { sink = struct{}{} }
