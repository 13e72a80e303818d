export { answerVerifyPage as GET } from "@/server/api/verify-page";
