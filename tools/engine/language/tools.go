//go:build tools

// Package tools pins the Node.js language host; a module of its own, because its last version needs an older SDK than the CLI does.
package tools

import _ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
