package p

type B struct{ buf []byte; arr [8]byte; p, q *int; in struct{ a, b *int }; s []*int }
func f(b *B) { b.buf = b.buf[1:] }
func g(b *B) { b.buf = b.arr[1:] }
func h(b *B) { b.p = b.q }
func k(b *B) { b.in.a = b.in.b }
func l(b *B) { b.s[0] = b.s[1] }
func m(b *B, c *B) { b.p = c.p }
func n(b *B) { b.p, b.q = b.q, b.p }
func o(b *B) { b.buf = b.buf[:0:1] }
