package p

type T struct{ p *int; m map[string]*int; s []*int }
func f() { x, y, z := 1, 2, 3; t := T{&x, map[string]*int{"a": &y}, []*int{&z}}; _ = t }
