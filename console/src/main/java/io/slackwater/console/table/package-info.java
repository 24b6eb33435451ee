/** One class for each topic: which rows its events write. */
@NullMarked
package io.slackwater.console.table;

import org.jspecify.annotations.NullMarked;
