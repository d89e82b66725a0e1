//go:build tools

// Package tools names the program that fetch builds.
package tools

import _ "helm.sh/helm/v4/cmd/helm"
