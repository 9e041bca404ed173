package p

import "encoding/binary"

func f(p int) {
	binary.Read(nil, nil, -p)
}
