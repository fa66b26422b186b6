// What this project uses of d3-flextree, which comes without types.
declare module "d3-flextree" {
  export interface FlexNode<Data> {
    data: Data;
    x: number;
    y: number;
    each(visit: (node: FlexNode<Data>) => void): void;
  }
  export interface FlexTree<Data> {
    (root: FlexNode<Data>): FlexNode<Data>;
    hierarchy(data: Data): FlexNode<Data>;
  }
  export function flextree<Data>(options: {
    children: (data: Data) => Data[];
    nodeSize: (node: FlexNode<Data>) => [number, number];
    spacing: number;
  }): FlexTree<Data>;
}
