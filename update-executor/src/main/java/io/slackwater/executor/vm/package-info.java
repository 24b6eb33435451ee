/** What is known of a VM, folded from what was observed and decided. */
@NullMarked
package io.slackwater.executor.vm;

import org.jspecify.annotations.NullMarked;
