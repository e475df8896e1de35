import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../system/repository";

/** Whether an argument is there to be refused: only the other mode has it. */
export const isRefused = ({ type }: Member): boolean => type.startsWith("OtherMode<");

/** A property as its declaration and its comment say. */
export interface Member {
  readonly name: string;
  /** Without what wraps every argument or output. */
  readonly type: string;
  readonly optional: boolean;
  readonly doc: string;
  /** The interface of which it holds a value. */
  readonly holds?: string;
}

/** What some source files of the provider declare. */
export class Declarations {
  private readonly interfaces = new Map<string, ts.InterfaceDeclaration>();
  private readonly aliases = new Map<string, ts.TypeAliasDeclaration>();
  private readonly classes = new Map<string, ts.ClassDeclaration>();

  /** @param files below provider/src */
  constructor(...files: readonly string[]) {
    for (const file of files) {
      const text = readFileSync(join(repositoryRoot(), "provider/src", file), "utf8");
      ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true).statements.forEach((one) =>
        this.add(one),
      );
    }
  }

  private add(statement: ts.Statement): void {
    if (ts.isInterfaceDeclaration(statement)) this.interfaces.set(statement.name.text, statement);
    if (ts.isTypeAliasDeclaration(statement)) this.aliases.set(statement.name.text, statement);
    if (ts.isClassDeclaration(statement)) this.classes.set(statement.name?.text ?? "", statement);
  }

  /** The comment of an interface or a class. */
  docOf(name: string): string {
    const node = this.interfaces.get(name) ?? this.classes.get(name);
    if (node === undefined) throw new Error(`There is no ${name}.`);
    return commentOf(node);
  }

  /** An interface's own members, and those that it has of others before them. */
  membersOf(name: string): Member[] {
    const bases = this.basesOf(name).flatMap((base) => this.membersOf(base));
    return [...bases, ...this.ownMembersOf(name)];
  }

  /** Some are there to be refused: see {@link isRefused}. */
  ownMembersOf(name: string): Member[] {
    const members = [...(this.interfaces.get(name)?.members ?? [])].filter(ts.isPropertySignature);
    return members.map((member) => this.member(member, member.questionToken !== undefined));
  }

  /** Names of all interfaces. */
  names(): string[] {
    return [...this.interfaces.keys()];
  }

  basesOf(name: string): string[] {
    return (this.interfaces.get(name)?.heritageClauses ?? []).flatMap(({ types }) =>
      types.map(({ expression }) => expression.getText()),
    );
  }

  /** What a class declares as outputs. */
  outputsOf(name: string): Member[] {
    return [...(this.classes.get(name)?.members ?? [])]
      .filter(ts.isPropertyDeclaration)
      .filter(({ modifiers = [] }) => modifiers.every(({ kind }) => kind !== ts.SyntaxKind.StaticKeyword))
      .map((member) => this.member(member, /\| undefined>$/.test(member.type?.getText() ?? "")));
  }

  private member(node: ts.PropertySignature | ts.PropertyDeclaration, optional: boolean): Member {
    const type = plainType(node.type?.getText() ?? "");
    const holds = this.interfaces.has(type) ? { holds: type } : {};
    return { name: node.name.getText(), type: this.spelled(type), optional, doc: commentOf(node), ...holds };
  }

  /** A name for some words is less than the words. */
  private spelled(type: string): string {
    const alias = this.aliases.get(type)?.type;
    if (alias === undefined) return type;
    const words = ts.isUnionTypeNode(alias) ? alias.types : [alias];
    return words.map((word) => this.spelled(word.getText())).join(" | ");
  }
}

/** `string[]` of `Input<Input<string>[]>`, or of `pulumi.Output<string[] | undefined>`. */
function plainType(text: string): string {
  const plain = text.replace(/(?:pulumi\.)?(?:Input|Output)<((?:[^<>]|<[^<>]*>)*)>/g, "$1");
  return plain === text ? text.replace(/ \| undefined$/, "") : plainType(plain);
}

function commentOf(node: ts.Node): string {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = docs.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "").join("\n\n");
  return text.replace(/\{@link\s+([^\s}]+)[^}]*\}/g, "`$1`").trim();
}
