// Programs without imports that make a compiler print most kinds of lines.
#pragma once

#include <string>
#include <vector>

#include "oracle/batch.h"

namespace escdiff::oracle {

// `#` stands for what makes a program's names its own.
inline constexpr const char* kSampleTexts[] = {
    R"(package p

func f#(p *int, q **int) *int {
	x := 1
	if *p > 3 {
		*q = &x
	}
	for i := 0; i < 10; i++ {
		*p += i
	}
	return *q
}
)",
    R"(package p

type node# struct {
	next *node#
	buf  []byte
	m    map[string]*node#
}

func (n *node#) push(s string) *node# {
	n.buf = append(n.buf, s...)
	n.buf = n.buf[1:]
	k := &node#{next: n}
	n.m[s] = k
	return k
}

type pair# struct{ a, b [3]string }

func (p pair#) at(i uint8, t *[256]int) int { return t[i] }

func same#(x, y pair#) interface{} {
	if x == y {
		return &x
	}
	return y.at
}
)",
    R"(package p

func outer#(xs []int) func(int) int {
	sum := 0
	f := func(y int) int {
		sum += y
		return sum + len(xs)
	}
	func() {
		z := new(int)
		*z = f(2)
	}()
	return f
}
)",
    R"(package p

var table# = map[string]*int{"a": new(int)}

var handler# = func(i uint8, t *[256]int) *int {
	x := t[i]
	return &x
}

func init() {
	*table#["a"] = *handler#(1, new([256]int))
}
)",
    R"(package p

func local#(i int) interface{} {
	type T struct{ p *int }
	t := T{&i}
	return t
}

func other#() interface{} {
	type T struct{ q []int }
	return &T{}
}
)",
    R"(package p

type shape# interface{ area(p *int) *int }

type square# struct{ side *int }

func (s square#) area(p *int) *int { return s.side }

type holder# struct{ shape# }

func use#(s shape#, p *int) (r *int) {
	var known shape# = square#{p}
	defer func() { r = known.area(p) }()
	h := &holder#{s}
	return h.area(p)
}
)",
    R"(package p

func worker#(in chan *int, done chan struct{}) {
	x := 3
	select {
	case in <- &x:
	case p := <-in:
		*p = 1
	case <-done:
	}
	go func(y *int) { *y = 2 }(&x)
}

func bytes#(n int, s string) ([]byte, string) {
	b := make([]byte, n)
	copy(b, s)
	return b, string([]byte(s)[:n])
}
)",
};

inline Program sample_program(size_t i) {
  std::string text = kSampleTexts[i % std::size(kSampleTexts)];
  for (size_t at = text.find('#'); at != std::string::npos; at = text.find('#', at))
    text.replace(at, 1, "_" + std::to_string(i));
  return {.name = "p" + std::to_string(i) + ".go", .text = text};
}

inline std::vector<Program> sample_programs(size_t count) {
  std::vector<Program> programs;
  for (size_t i = 0; i < count; ++i) programs.push_back(sample_program(i));
  return programs;
}

}  // namespace escdiff::oracle
