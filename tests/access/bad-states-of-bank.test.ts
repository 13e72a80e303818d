import { testWrongStates } from "@/tests/access/bad-states";

testWrongStates("bank");
