/** Maps wire records to domain types and back. */
@NullMarked
package io.slackwater.executor.mapper;

import org.jspecify.annotations.NullMarked;
