package reports.page;

import java.util.List;

/** The five proofs of an experiment, a card each. */
record Proofs(List<Card> cards) implements Block {
  Proofs {
    cards = List.copyOf(cards);
  }

  /**
   * One proof.
   *
   * @param id its anchor
   * @param figure what decided, with its unit; empty where no figure did
   * @param limit what it is held against; empty where there is none
   */
  record Card(String id, String title, Stamp stamp, String figure, String limit, String reason) {}
}
