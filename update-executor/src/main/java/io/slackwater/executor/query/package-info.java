/** What this instance knows, read from the state stores of its tasks by interactive query. */
@NullMarked
package io.slackwater.executor.query;

import org.jspecify.annotations.NullMarked;
