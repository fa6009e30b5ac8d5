/** Says whether a map key, header or property of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return /passw|passphrase|pwd|secret|token|apikey|api[-_]key|credential|private[-_]?key/i.test(name);
}
