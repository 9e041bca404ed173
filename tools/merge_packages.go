// Merges packages into one file of package p, so that programs of a known size can be made from a GOROOT's
// standard library without any of its text being kept.
//
//	go run merge_packages.go [-tests] PACKAGE [DEPENDENCY...] > x.go
//
// The names that a dependency declares get its name and an underscore in front. What the packages import
// beside each other stays imported.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/build"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

type merger struct {
	files  *token.FileSet
	prefix map[string]string // import path -> what stands before its names
	kept   map[string]bool   // import specs that stay
	out    bytes.Buffer
}

func (m *merger) add(path string, tests bool) error {
	found, err := build.Import(path, "", 0)
	if err != nil {
		return err
	}
	var parsed []*ast.File
	names := found.GoFiles
	if tests {
		names = append(names, found.TestGoFiles...)
	}
	for _, name := range names {
		file, err := parser.ParseFile(m.files, filepath.Join(found.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		parsed = append(parsed, file)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: importer.ForCompiler(m.files, "source", nil)}
	if _, err := config.Check(path, m.files, parsed, info); err != nil {
		return err
	}
	for _, file := range parsed {
		m.rename(file, info)
		m.print(file)
	}
	return nil
}

// new name of an object, or "" when it keeps its own.
func (m *merger) newName(object types.Object) string {
	if object == nil || object.Pkg() == nil || object.Parent() != object.Pkg().Scope() {
		return ""
	}
	prefix := m.prefix[object.Pkg().Path()]
	if prefix == "" || object.Name() == "init" || object.Name() == "_" {
		return ""
	}
	return prefix + object.Name()
}

func (m *merger) rename(file *ast.File, info *types.Info) {
	ast.Inspect(file, func(node ast.Node) bool {
		if selector, ok := node.(*ast.SelectorExpr); ok {
			m.renameQualified(selector, info)
		}
		return true
	})
	ast.Inspect(file, func(node ast.Node) bool {
		name, ok := node.(*ast.Ident)
		if !ok {
			return true
		}
		object := info.Uses[name]
		if object == nil {
			object = info.Defs[name]
		}
		if prefixed := m.newName(object); prefixed != "" {
			name.Name = prefixed
		}
		return true
	})
}

// pkg.Name of a merged package gets a left side that print() takes out: a selector cannot become a name in
// place.
func (m *merger) renameQualified(selector *ast.SelectorExpr, info *types.Info) {
	left, ok := selector.X.(*ast.Ident)
	if !ok {
		return
	}
	imported, ok := info.Uses[left].(*types.PkgName)
	if !ok {
		return
	}
	if _, merged := m.prefix[imported.Imported().Path()]; !merged {
		return
	}
	left.Name = dropped
	if m.prefix[imported.Imported().Path()] != "" {
		selector.Sel.Name = m.prefix[imported.Imported().Path()] + selector.Sel.Name
	}
	info.Uses[selector.Sel] = nil
}

const dropped = "MERGED_PACKAGE"

func (m *merger) print(file *ast.File) {
	for _, declaration := range file.Decls {
		if imports, ok := declaration.(*ast.GenDecl); ok && imports.Tok == token.IMPORT {
			for _, spec := range imports.Specs {
				spec := spec.(*ast.ImportSpec)
				if _, merged := m.prefix[strings.Trim(spec.Path.Value, `"`)]; merged {
					continue
				}
				text := spec.Path.Value
				if spec.Name != nil {
					text = spec.Name.Name + " " + text
				}
				m.kept[text] = true
			}
			continue
		}
		var text bytes.Buffer
		if err := format.Node(&text, m.files, declaration); err != nil {
			log.Fatal(err)
		}
		m.out.WriteString(strings.ReplaceAll(text.String(), dropped+".", "") + "\n\n")
	}
}

func main() {
	log.SetFlags(0)
	tests := flag.Bool("tests", false, "with the test files that belong to the first package")
	flag.Parse()
	if flag.NArg() == 0 {
		log.Fatal("usage: merge_packages [-tests] PACKAGE [DEPENDENCY...]")
	}
	build.Default.CgoEnabled = false
	m := &merger{files: token.NewFileSet(), prefix: map[string]string{}, kept: map[string]bool{}}
	for i, path := range flag.Args() {
		m.prefix[path] = ""
		if i > 0 {
			m.prefix[path] = strings.NewReplacer("/", "_", "-", "_").Replace(path) + "_"
		}
	}
	for i, path := range flag.Args() {
		if err := m.add(path, *tests && i == 0); err != nil {
			log.Fatal(err)
		}
	}
	var imports []string
	for text := range m.kept {
		imports = append(imports, text)
	}
	sort.Strings(imports)
	var whole bytes.Buffer
	whole.WriteString("package p\n\n")
	for _, text := range imports {
		fmt.Fprintf(&whole, "import %s\n", text)
	}
	whole.WriteString("\n")
	whole.Write(m.out.Bytes())
	text, err := format.Source(whole.Bytes())
	if err != nil {
		log.Fatal(err)
	}
	os.Stdout.Write(text)
}
