package p

import "syscall"

func f() error {
	return syscall.ENOTDIR
}
