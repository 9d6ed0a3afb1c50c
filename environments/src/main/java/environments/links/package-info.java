/**
 * A Toxiproxy in Java, for machines without Docker: a program of its own that stands between parts
 * of an environment and speaks the part of Toxiproxy 2.5's HTTP interface that its Java client
 * uses. {@link environments.links.LinkServer} is the entry; a toxic is one small file, and one line
 * in {@code ToxicKind}.
 */
@NullMarked
package environments.links;

import org.jspecify.annotations.NullMarked;
