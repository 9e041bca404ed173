package sink

import "testing"

func BenchmarkSink(b *testing.B) {
	b.Run("any", func(b *testing.B) {
		var s AnySink
		FillAny(&s, b.N)
	})
	b.Run("typed", func(b *testing.B) {
		var s TypedSink
		FillTyped(&s, b.N)
	})
}
