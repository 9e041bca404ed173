package p

func f() { var a [4]int; for i := range a[:] { _ = i } ; for _, v := range &a { _ = v } }
