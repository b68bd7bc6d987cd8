package io.gainprint.cli;

import java.util.ArrayList;
import java.util.List;

/// Reverse-mode differentiation the naive way, to compare with: a graph with one object for each
/// sum and product, walked backwards.
final class ScalarGraph {
  private final List<Node> nodes = new ArrayList<>();

  /// A number, and what it was computed from.
  static final class Node {
    final double value;
    double gradient;
    private final Node left;
    private final Node right;
    private final double byLeft; // partial derivatives
    private final double byRight;

    private Node(double value) {
      this.value = value;
      left = this;
      right = this;
      byLeft = 0;
      byRight = 0;
    }

    private Node(double value, Node left, double byLeft, Node right, double byRight) {
      this.value = value;
      this.left = left;
      this.byLeft = byLeft;
      this.right = right;
      this.byRight = byRight;
    }
  }

  /// A variable.
  static Node variable(double value) {
    return new Node(value);
  }

  private Node kept(Node node) {
    nodes.add(node);
    return node;
  }

  private Node sum(Node u, Node v) {
    return kept(new Node(u.value + v.value, u, 1, v, 1));
  }

  private Node difference(Node u, Node v) {
    return kept(new Node(u.value - v.value, u, 1, v, -1));
  }

  private Node product(Node u, Node v) {
    return kept(new Node(u.value * v.value, u, v.value, v, u.value));
  }

  /// `y[n] = Σ b_k x[n−k] − Σ a_k y[n−k]` from rest, one node for each operation.
  ///
  /// @param b b_0 … b_M
  /// @param a a_1 … a_N
  /// @param x the input
  /// @return the output
  Node[] filter(Node[] b, Node[] a, Node[] x) {
    Node[] y = new Node[x.length];
    for (int n = 0; n < x.length; n++) {
      Node sum = product(b[0], x[n]);
      for (int k = 1; k < b.length && k <= n; k++) {
        sum = sum(sum, product(b[k], x[n - k]));
      }
      for (int k = 0; k < a.length && k < n; k++) {
        sum = difference(sum, product(a[k], y[n - 1 - k]));
      }
      y[n] = sum;
    }
    return y;
  }

  /// The number of operations that are kept for a filter.
  static long nodes(int zeros, int poles, long samples) {
    return samples * (2L * (zeros + poles) + 1);
  }

  /// Adds to every node's gradient that of what the last ones' gradients are of.
  void backward() {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      node.left.gradient += node.byLeft * node.gradient;
      node.right.gradient += node.byRight * node.gradient;
    }
  }
}
