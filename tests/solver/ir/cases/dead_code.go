package p

var n int

func call() bool { return true }

func conditions() {
	const debug = false
	if debug {
		n = 1
	}
	if debug && call() {
		n = 2
	} else {
		n = 3
	}
	if call() && debug {
		n = 4
	}
	if !debug || call() {
		n = 5
	}
	for debug {
		n = 6
	}
	for i := 0; debug && call(); i++ {
		n = 7
	}
	switch 3 {
	case 1:
		n = 8
	case 3:
		n = 9
	}
	switch {
	case false:
		n = 10
	case true:
		n = 11
	default:
		n = 12
	}
	switch 3 {
	case 4:
		n = 13
	}
	switch 3 {
	case 3:
		n = 14
		fallthrough
	default:
		n = 15
	}
	switch 3 {
	case n:
		n = 16
	case 3:
		n = 17
	}
}

func after(x int) int {
	if x == 1 {
		return 1
		n = 1
	}
	if x == 2 {
		panic(2)
		n = 2
	}
	if x == 3 {
		goto label
		n = 3
	}
	for {
		break
		n = 4
	}
	if x == 5 {
		return 5
	} else {
		panic(5)
	}
	n = 5
label:
	n = 6
	{
		return 7
	}
	n = 7
	return 8
}

func endless() {
	for {
	}
	n = 1
}
