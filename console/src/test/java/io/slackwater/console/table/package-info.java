@NullMarked
package io.slackwater.console.table;

import org.jspecify.annotations.NullMarked;
