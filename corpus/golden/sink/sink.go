// Package sink keeps the last record that it saw, in an interface or in a field of the record's own type.
package sink

// Record is 16 bytes without a pointer.
type Record struct {
	ID    int64
	Code  int32
	Score int32
}

// AnySink takes anything.
type AnySink struct{ last interface{} }

// Put keeps v.
//
//go:noinline
func (s *AnySink) Put(v interface{}) { s.last = v }

// TypedSink takes records.
type TypedSink struct{ last Record }

// Put keeps r.
//
//go:noinline
func (s *TypedSink) Put(r Record) { s.last = r }

func makeRecord(i int) Record {
	return Record{ID: int64(i), Code: int32(i), Score: int32(i)}
}

// FillAny puts n records: each is boxed for its Put.
func FillAny(s *AnySink, n int) {
	for i := 0; i < n; i++ {
		s.Put(makeRecord(i))
	}
}

// FillTyped puts n records: each is copied.
func FillTyped(s *TypedSink, n int) {
	for i := 0; i < n; i++ {
		s.Put(makeRecord(i))
	}
}
