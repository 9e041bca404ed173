package p

func f() (e interface{}) { defer func() { e = recover() }(); return }
