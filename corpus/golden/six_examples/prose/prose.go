package prose

// ConstantCapacity is E4 with the capacity that the post says stays on the stack.
func ConstantCapacity(n int) int {
	s := make([]int, 0, 8)
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s[len(s)-1]
}

// AtThreshold is E5 with exactly 64 KiB.
//
//go:noinline
func AtThreshold() byte {
	b := make([]byte, 64*1024)
	b[0] = 1
	return b[0]
}

// PastThreshold is E5 with one byte more than that.
//
//go:noinline
func PastThreshold() byte {
	b := make([]byte, 64*1024+1)
	b[0] = 1
	return b[0]
}

// ArrayPast128KiB has the plain array that the post says may be around 10 MB.
func ArrayPast128KiB() byte {
	var b [128*1024 + 1]byte
	return b[len(b)-1]
}

// ArrayPast10MiB has an array over that, too.
func ArrayPast10MiB() byte {
	var b [10*1024*1024 + 1]byte
	return b[len(b)-1]
}

// BoxedLocally boxes 42 where nothing keeps it.
func BoxedLocally() bool {
	var x interface{} = 42
	return x != nil
}

// Holder has a field of interface type.
type Holder struct{ value interface{} }

// KeepInt stores an int there.
func (h *Holder) KeepInt(v int) { h.value = v }

// KeepPointer stores a pointer there.
func (h *Holder) KeepPointer(p *int) { h.value = p }

// ReadOnlyCapture captures a local that never changes.
func ReadOnlyCapture(n int) func() int {
	return func() int { return n }
}
