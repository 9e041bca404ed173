package p

type T struct{ a [70000]byte }
func use(i interface{}) {}
func f(t *T) { use(*t) }
