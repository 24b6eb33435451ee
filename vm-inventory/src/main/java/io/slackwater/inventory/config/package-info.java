/** The service's settings, and the parts that are made from them. */
@NullMarked
package io.slackwater.inventory.config;

import org.jspecify.annotations.NullMarked;
