package p

func f() (A[2])
