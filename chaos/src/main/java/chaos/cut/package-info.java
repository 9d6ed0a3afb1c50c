/** Proxies that understand what goes through them and cut it off at the worst instant. */
@NullMarked
package chaos.cut;

import org.jspecify.annotations.NullMarked;
