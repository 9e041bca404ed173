package p

import "time"

func f(p string) {
	time.ParseDuration(p)
}
