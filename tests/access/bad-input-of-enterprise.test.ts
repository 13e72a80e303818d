import { testBadInput } from "@/tests/access/bad-input";

testBadInput("enterprise");
