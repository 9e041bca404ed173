package p

func f(s string) []byte { var r []byte; for i := 0; i < len(s); i++ { r = append(r, s[i]) }; return r }
