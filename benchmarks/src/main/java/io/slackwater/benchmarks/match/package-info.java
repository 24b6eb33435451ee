/** The matching of VMs with changes, measured. */
@NullMarked
package io.slackwater.benchmarks.match;

import org.jspecify.annotations.NullMarked;
