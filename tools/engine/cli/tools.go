//go:build tools

// Package tools pins the Pulumi CLI (see ../build.ts).
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
