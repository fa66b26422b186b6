// Files that somebody chose or dropped, as one text for the backend to judge.

/** As much as the backend takes; a longer file is not even read. */
const LONGEST = 1 << 20;

/** The text of one file, or several as one array. Rejects with a sentence. */
export async function readFiles(files: File[]): Promise<string> {
  const texts = await Promise.all(files.map(read));
  return texts.length === 1 ? (texts[0] ?? "") : `[${texts.join(",\n")}]`;
}

async function read(file: File): Promise<string> {
  if (file.size > LONGEST) {
    throw new Error(`${file.name} is longer than 1 MiB. Add its documents in parts.`);
  }
  try {
    return await file.text();
  } catch {
    throw new Error(`${file.name} could not be read. A folder cannot be added, only files.`);
  }
}
