//go:build tools

// Package tools names the program that fetch builds.
package tools

import _ "github.com/coredns/coredns"
