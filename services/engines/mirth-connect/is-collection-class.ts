const ALIAS = /^((linked-)?hash-|linked-hash-|linked-|tree-|singleton-|empty-|sorted-)?(map|set|list)$/;
const JAVA_UTIL = /^java\.util\.[\w.$]*(Map|Set|List|Properties|Hashtable|Vector)$/;

/** Java collections that XStream names in a `class` attribute: which one it was says nothing about the configuration. */
export function isCollectionClass(name: string): boolean {
  return ALIAS.test(name) || JAVA_UTIL.test(name);
}
