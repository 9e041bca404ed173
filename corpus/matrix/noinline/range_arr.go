package p

func f(a *[4]*int) *int { for _, p := range a { return p }; return nil }
func g(a [4]*int) *int { for _, p := range a { return p }; return nil }
func h(a []*int) *int { for _, p := range a { return p }; return nil }
func k(m map[*int]*int) *int { for _, p := range m { return p }; return nil }
func l(m map[*int]*int) *int { for p := range m { return p }; return nil }
func m(s string) (r rune) { for _, r = range s { }; return }
func n(c chan *int) *int { for p := range c { return p }; return nil }
