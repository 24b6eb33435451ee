/** What whoever runs the installation says to it. */
@NullMarked
package io.slackwater.integration.operator;

import org.jspecify.annotations.NullMarked;
