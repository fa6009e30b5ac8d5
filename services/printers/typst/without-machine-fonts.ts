import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NO_FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/nonexistent/lockstep</dir></fontconfig>
`;

/**
 * Does something in whose course the fonts of the machine are looked for, so that none is found: a font of the same name would stand in for the one inside
 * the compiler, whose bindings have no switch for that. What is done must not wait, since the environment is the whole process's.
 */
export async function withoutMachineFonts<T>(create: () => T): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-no-fonts-"));
  try {
    const file = join(folder, "fonts.conf");
    await writeFile(file, NO_FONTS);
    return withVariable("FONTCONFIG_FILE", file, create);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function withVariable<T>(name: string, value: string, create: () => T): T {
  const before = process.env[name];
  process.env[name] = value;
  try {
    return create();
  } finally {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  }
}
