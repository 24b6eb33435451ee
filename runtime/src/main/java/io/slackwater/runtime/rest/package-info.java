/** What the services' REST interfaces have in common: how a request is read, and how it is said what is wrong with one. */
@NullMarked
package io.slackwater.runtime.rest;

import org.jspecify.annotations.NullMarked;
