/** Stryker's ignorer for texts that only people read: what they say is read in review, not proved by tests. */
import { PluginKind, declareValuePlugin } from "@stryker-mutator/api/plugin";

const readByPeople = new Set(["says", "reason", "why", "needed", "exception", "defaultFrom"]);

const wording = {
  shouldIgnore(path) {
    const isText = path.isStringLiteral() || path.isTemplateLiteral();
    if (!isText) return undefined;
    const holder = path.findParent(
      (parent) => parent.isObjectProperty() || parent.isVariableDeclarator() || parent.isFunction(),
    );
    const name = holder?.node.key?.name ?? holder?.node.id?.name;
    return readByPeople.has(name) ? "wording" : undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, "wording", wording)];
