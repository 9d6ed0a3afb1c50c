/** After the load: every write of the ledger looked up in the platform's database. */
@NullMarked
package loadtests.audit;

import org.jspecify.annotations.NullMarked;
