/** The REST API of the console. */
@NullMarked
package io.slackwater.console.rest;

import org.jspecify.annotations.NullMarked;
