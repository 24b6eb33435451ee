/** Answers to why something has not happened, over HTTP. */
@NullMarked
package io.slackwater.executor.rest.answers;

import org.jspecify.annotations.NullMarked;
