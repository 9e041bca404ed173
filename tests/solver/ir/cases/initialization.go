package p

type T struct {
	a, b *int
	i    any
}

var zero *int
var number = 5
var iface any = 5
var text any = "a" + "b"
var pointer = &T{}
var filled = &T{a: new(int), b: &number}
var list = []*T{{}, {a: new(int)}, nil}
var table = map[string]*int{"a": new(int)}
var closure = func(p *T) { p.a = p.b }
var called = get()
var converted any = get()
var first, second = two()
var third, fourth function = functions()
var found, ok = table["a"]
var bytes = []byte("abc")
var copied = number
var array = [2]any{1, get()}
var made = make([]int, 3)
var _ = &T{}
var _ = get()
var fn = T.m

func (T) m()            {}
func get() int          { return 1 }
func two() (int, *int)  { return 1, nil }

type function func()

func functions() (func(), func()) { return nil, nil }
