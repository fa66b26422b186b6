// Makes the file of a drawing: everybody laid out beside the main thread, then written in slices.
import { fileName } from "../../lib/file-name";
import { count, counted } from "../../lib/numbers";
import { MOST_PIXELS, MOST_SIDE, measuring, pngOf, pngScale } from "../../lib/org-png";
import { pictureOf, type Picture } from "../../lib/org-picture";
import { svgOf } from "../../lib/org-svg";
import { indexById, preorder, type Forest } from "../../lib/org-tree";
import { pausing } from "../../lib/pause";
import { teamColours } from "../../lib/team-colour";
import { NoExport } from "../../shell/exporting.svelte";
import { present } from "../../shell/present.svelte";
import { LayoutWorker } from "./layout-worker";

export type Drawing = "svg" | "png";

export interface Wanted {
  forest: Forest;
  /** Name of the connection. */
  of: string;
  drawing: Drawing;
  /** Draws an SVG, for when the chart is too large for PNG. */
  svgInstead: () => void;
}

export async function drawingOf(wanted: Wanted): Promise<{ name: string; file: Blob }> {
  const at = present.now;
  const picture = await laidOut(wanted, at);
  const name = fileName("org-chart", wanted.of, at, wanted.drawing);
  const file = wanted.drawing === "svg" ? await svgFile(picture) : await pngFile(picture, wanted);
  return { name, file };
}

async function laidOut({ forest, of }: Wanted, at: number): Promise<Picture> {
  const places = preorder(forest.roots);
  const indexOf = indexById(places);
  const parents = Int32Array.from(places, ({ parent }) =>
    parent ? (indexOf.get(parent.id) ?? -1) : -1,
  );
  const worker = new LayoutWorker();
  const layout = await worker.layOut(parents).finally(() => worker.stop());
  const numbers = [
    counted(forest.people, "person", "people"),
    `${counted(forest.linked, "reporting line")} to a manager`,
  ];
  const when = `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return pictureOf({
    heading: `Org chart · ${of}`,
    subheading: [when, ...numbers].join(" · "),
    places,
    parents,
    layout,
    colours: teamColours(places.map(({ person }) => person?.team ?? null)),
    measure: measuring(),
  });
}

async function svgFile(picture: Picture): Promise<Blob> {
  const pieces = await svgOf(picture, pausing());
  return new Blob(pieces, { type: "image/svg+xml" });
}

async function pngFile(picture: Picture, { svgInstead }: Wanted): Promise<Blob> {
  const instead = { label: "Export as SVG", run: svgInstead };
  const scale = pngScale(picture);
  const size = `${count(picture.width)} × ${count(picture.height)} pixels`;
  if (scale === null) {
    throw new NoExport(
      `The whole chart is ${size}. A PNG from here has at most ${count(MOST_SIDE)} on a side and ${count(MOST_PIXELS / 1_000_000)} million in all; an SVG has no such bound.`,
      instead,
    );
  }
  const file = await pngOf(picture, scale, pausing());
  if (file) return file;
  throw new NoExport(`This computer cannot paint a PNG of ${size}.`, instead);
}
