package p

func use(func())
//go:noescape
func use2(func())
func f() { for i := 0; i < 3; i++ { use2(func() { _ = i }) } }
